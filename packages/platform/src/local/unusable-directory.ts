/** Why a data directory cannot be used, from what the file system said, and what to do about it. */
export function describeUnusable(data: string, error: NodeJS.ErrnoException): string {
  const where = error.path !== undefined && error.path !== data ? ` (at ${error.path})` : ''
  switch (error.code) {
    case 'EROFS':
      return `${data} is on a read-only file system${where}. Mount it writable, or choose another directory with --data.`
    case 'ENOSPC':
    case 'EDQUOT':
      return `${data} has no room left${where}. Make room there, or choose another disk with --data.`
    case 'EACCES':
    case 'EPERM':
      return `${data} cannot be written by this user${where}. Start T.A.R.S. as the user that owns it, or choose another directory with --data.`
    case 'EEXIST':
    case 'ENOTDIR':
      return `${data} cannot be a directory: a file is in its way${where}. Choose another directory with --data.`
    default:
      return `${data} cannot be used: ${error.message}. Choose another directory with --data.`
  }
}
