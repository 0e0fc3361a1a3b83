/** @file A thread that shares in the kernels' work until its team is closed. */
import { workerData } from "node:worker_threads";
import { follow, type Seat } from "../kernels/team.ts";

follow(workerData as Seat);
