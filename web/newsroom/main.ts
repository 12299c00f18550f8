import './style/app.css';
import { mount } from 'svelte';
import { say_refusals } from './api/client';
import App from './App.svelte';
import { ui } from './words/index.svelte';
import { refusal_in_words } from './words/told';

say_refusals((text, input) => refusal_in_words(text, ui.language, input));

const place = document.getElementById('app');
if (place) mount(App, { target: place });
