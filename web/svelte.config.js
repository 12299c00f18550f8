// For svelte-check and editors; the build needs nothing but the defaults.
export default {};
