export async function reproduce(_paper: string, _options: object): Promise<void> {}
