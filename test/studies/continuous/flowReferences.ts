/**
 * @file Guided flows on the line, integrated by another program: quantiles, means and variances.
 *
 * Source: NumPy 2.4.6 and SciPy 1.17.1, float64. In y = x/a against ln σ, σ = b/a, the guided flow is dy/dlnσ = y − (1 + w) D_c(y) + w D_u(y), D the denoised means: of
 * Gaussians (y − m) v/(v + σ²) + m under posterior weights; of boxes the means of truncated normals, by `scipy.special.log_ndtr` or 60 Gauss-Legendre nodes. Integrated by
 * `solve_ivp` with DOP853, rtol 5e-14, atol 1e-15, from y = ξ/a(T) (`ve`: σmax ξ) to σ = 1e-10 (boxes: 1e-13), restarted where w bends; rectified flow as dx/dt = (x − D_w)/t from t = 1.
 * `x` is where the noise ξ = −3 … 3 ends, so that the distribution function there is Φ(ξ). Mean and variance: trapezium rule in ξ from −9 to 9 with 6001 nodes at rtol 1e-11, which
 * 3001 nodes repeat within 2e-8 (overlapping boxes, w = 1) or 1e-12 (all others).
 */
import type { Written } from "../given.ts";

export interface FlowReference {
  readonly name: string;
  /** Error of the distribution function that the contract allows. */
  readonly allowed: number;
  readonly experiment: Written;
  /** Ends of the noise values −3, −2, −1, 0, 1, 2, 3. */
  readonly x: readonly number[];
  readonly mean: number;
  readonly variance: number;
}

/** Φ(−3), …, Φ(3), by `scipy.special.ndtr`. */
export const LEVELS = [
  0.0013498980316300933, 0.022750131948179195, 0.15865525393145707, 0.5, 0.8413447460685429, 0.9772498680518208, 0.9986501019683699,
];

export const FLOW_REFERENCES: readonly FlowReference[] = [
  {
    name: "N(1,1) of N(±1,1), OU, w = 0.5",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: 0.5 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [-1.16516071739767, -0.298497693214786, 0.495690508615616, 1.3115470432281, 2.19850447318224, 3.13677116458503, 4.10169181773465],
    mean: 1.341805336757,
    variance: 0.7355427204897,
  },
  {
    name: "N(1,1) of N(±1,1), OU, w = 3",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: 3 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [1.02817710678997, 1.35467803591364, 1.75972840156817, 2.28471497493977, 2.94245142856398, 3.71142224301494, 4.55739128035587],
    mean: 2.3483751333,
    variance: 0.355500700472,
  },
  {
    name: "N(1,1) of N(±1,1), OU, w = 15",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: 15 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [3.43118506115364, 3.68797996827553, 4.01154589575679, 4.41417362971796, 4.90268008111261, 5.47630790135182, 6.12752127735624],
    mean: 4.456497562968,
    variance: 0.2028489538076,
  },
  {
    name: "N(1,1) of N(±1,1), OU with T = 1, w = 3",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: 3 },
      process: { kind: "vp", schedule: "ou", horizon: 1 },
    },
    x: [0.383987137747784, 0.743268149531533, 1.09331096690931, 1.51375995010212, 2.08300749191821, 2.83184058825168, 3.7141105407833],
    mean: 1.58428599148,
    variance: 0.2708757342687,
  },
  {
    name: "mirrored intervals, w = 1",
    allowed: 1e-5,
    experiment: {
      world: { kind: "preset", name: "mirrored-intervals" },
      target: "right",
      guidance: { rule: "cfg", w: 1 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [0.676971361324254, 0.788792639705383, 0.970948610142288, 1.21847885986879, 1.41574879447338, 1.48824419904259, 1.49931152931742],
    mean: 1.196483536593,
    variance: 0.03938294591736,
  },
  {
    name: "mirrored intervals, w = 3",
    allowed: 1e-5,
    experiment: {
      world: { kind: "preset", name: "mirrored-intervals" },
      target: "right",
      guidance: { rule: "cfg", w: 3 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [1.06176892347505, 1.16292650213997, 1.28442227908607, 1.40204303945553, 1.47407788592073, 1.49665385934071, 1.49981276148241],
    mean: 1.382091704048,
    variance: 0.008356812135332,
  },
  {
    name: "overlapping boxes, w = 1",
    allowed: 2e-5,
    experiment: {
      world: {
        kind: "box-mixture",
        dimension: 1,
        classes: {
          a: { weight: 1, boxes: [{ weight: 1, low: [0], high: [1] }] },
          b: { weight: 3, boxes: [{ weight: 1, low: [0.6], high: [2] }] },
        },
      },
      target: "a",
      guidance: { rule: "cfg", w: 1 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [
      0.000362373168611703, 0.00637335348826287, 0.0481459867366006, 0.175871734561801, 0.376051751381211, 0.602156517916782,
      0.822612451096476,
    ],
    mean: 0.2096138674493,
    variance: 0.02620214941887,
  },
  {
    name: "overlapping boxes, w = 5",
    allowed: 2e-5,
    experiment: {
      world: {
        kind: "box-mixture",
        dimension: 1,
        classes: {
          a: { weight: 1, boxes: [{ weight: 1, low: [0], high: [1] }] },
          b: { weight: 3, boxes: [{ weight: 1, low: [0.6], high: [2] }] },
        },
      },
      target: "a",
      guidance: { rule: "cfg", w: 5 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [
      2.75113421145908e-6, 6.18519620222846e-5, 0.000654781216149955, 0.00365110959522904, 0.0122663605496755, 0.0284753123205881,
      0.051399639304341,
    ],
    mean: 0.006362389362998,
    variance: 5.768539740622e-5,
  },
  {
    name: "three Gaussians that split, ve, w = 2",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "splitting-three" },
      target: "middle",
      guidance: { rule: "cfg", w: 2 },
      process: { kind: "ve", sigmaMax: 80 },
    },
    x: [-3.48764139034605, -2.50925098698725, -0.306938886848028, 0, 0.30693888684803, 2.50925098698725, 3.48764139034605],
    mean: -4.440892098501e-16,
    variance: 0.9972693379668,
  },
  {
    name: "rectified flow, N(1,1) of N(±1,1), w = 1",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: 1 },
      process: { kind: "flow" },
    },
    x: [-0.44352066869275, 0.229595557343692, 0.860455914808788, 1.5638298718322, 2.37475276346112, 3.2647771903236, 4.19948637316544],
    mean: 1.612542427165,
    variance: 0.5802693436398,
  },
  {
    name: "rectified flow, N(1,1) of N(±1,1), w = 4",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: 4 },
      process: { kind: "flow" },
    },
    x: [1.4031567505198, 1.69261523999808, 2.06583661896659, 2.55604342649472, 3.17507455177976, 3.90658307378375, 4.72069552474581],
    mean: 2.618221647948,
    variance: 0.3139077718079,
  },
  {
    name: "ddpm levels, three Gaussians, w = 1.5",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "splitting-three" },
      target: "middle",
      guidance: { rule: "cfg", w: 1.5 },
      process: { kind: "vp", schedule: "ddpm" },
    },
    x: [-3.38210971734553, -2.40711704790303, -0.489785458942334, 0, 0.489785458942328, 2.40711704790303, 3.38210971734553],
    mean: -2.22044604925e-16,
    variance: 0.9843829375651,
  },
  {
    name: "w = 3 for t from 0.2 to 0.04 only",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: { kind: "interval", w: 3, from: 0.2, to: 0.04 } },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [0.263314233601381, 0.818291139267468, 1.36433862500063, 1.96000848128806, 2.64267662599096, 3.41909778936476, 4.27216167919494],
    mean: 2.001043556438,
    variance: 0.4208622761625,
  },
  {
    name: "w falls straight from 6 at t = 0.3 to -0.8 at t = 0.01",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: { kind: "linear", start: 6, end: -0.8, from: 0.3, to: 0.01 } },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
    },
    x: [-0.527022859224251, 0.402380895704928, 1.28034135366608, 2.11727383156672, 2.96079733494328, 3.82859345202713, 4.72151275278946],
    mean: 2.118496304619,
    variance: 0.7229953786411,
  },
  {
    name: "w = 4 for log-SNR from -2 to 3 only, ve",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: { kind: "interval", in: "log-snr", w: 4, from: -2, to: 3 } },
      process: { kind: "ve", sigmaMax: 80 },
    },
    x: [0.881045597100112, 1.15776238072627, 1.47007824897031, 1.87994071716877, 2.45142695600171, 3.20103728286423, 4.07970890411303],
    mean: 1.956959038439,
    variance: 0.2635762524336,
  },
  {
    name: "w along a cosine from 0 at log-SNR -3 to 5 at 3, ve",
    allowed: 1e-6,
    experiment: {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: { kind: "cosine", in: "log-snr", start: 0, end: 5, from: -3, to: 3 } },
      process: { kind: "ve", sigmaMax: 80 },
    },
    x: [0.306362133609692, 0.671889735617059, 1.0335864737784, 1.51003054970177, 2.19603407753633, 3.06232675119833, 4.01469289167392],
    mean: 1.605307002516,
    variance: 0.3640042716946,
  },
];
