/** LanceDB reads this once, while its native part loads, and else warns on stderr of each empty partition. */
// biome-ignore lint/style/noProcessEnv: it is told here, not asked: the native part takes it from nowhere else
process.env['LANCEDB_LOG'] ??= 'error';
