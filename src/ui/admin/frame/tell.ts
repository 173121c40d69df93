import { ElMessage } from 'element-plus';

/** A short line that floats in for a moment; the same line twice is shown once. */
export function tell(kind: 'success' | 'warning' | 'error', message: string): void {
  ElMessage({ type: kind, message, grouping: true, offset: 24, duration: kind === 'success' ? 2_000 : 5_000 });
}
