// The reader's report: what runs on /report/.
import './report.css';

document.documentElement.classList.add('ready');
