/** @file A thread of the browser that shares in the kernels' work until its team is closed, or the worker that started it ends. */
import { follow, type Seat } from "../../kernels/team.ts";

self.onmessage = ({ data }: MessageEvent<Seat>) => follow(data);
