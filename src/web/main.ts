import { mount } from "svelte";
import "./theme/theme.css";
import App from "./App.svelte";

const target = document.getElementById("lab");
if (target === null) throw new Error("main: the page must have an element #lab");
mount(App, { target });
