import type { Id, Role } from '@tars/contracts'
import { createId } from './id.ts'
import type { Sql } from './sql.ts'

/** A person who can sign in. */
export interface User {
  id: Id
  email: string
  name: string
  role: Role
  passwordHash: string
}

const columns = 'id, email, name, role, password_hash'

/** How many people can sign in as administrators. */
export async function countAdministrators(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "SELECT count(*) AS count FROM users WHERE role = 'admin' AND disabled_at IS NULL",
  )
  return row?.count ?? 0
}

/** The person with an e-mail address, whatever its case. */
export async function findUser(sql: Sql, email: string): Promise<User | undefined> {
  const [user] = await sql.query<User>(
    `SELECT ${columns} FROM users WHERE lower(email) = lower($1) AND disabled_at IS NULL`,
    [email],
  )
  return user
}

/** Makes an administrator, or gives the one with this e-mail address a new name and password. */
export async function saveAdministrator(
  sql: Sql,
  person: Pick<User, 'email' | 'name' | 'passwordHash'>,
): Promise<User> {
  const [user] = await sql.query<User>(
    `INSERT INTO users (id, email, name, role, password_hash) VALUES ($1, $2, $3, 'admin', $4)
     ON CONFLICT (lower(email)) DO UPDATE
       SET name = excluded.name, password_hash = excluded.password_hash, role = 'admin', disabled_at = NULL
     RETURNING ${columns}`,
    [createId(), person.email, person.name, person.passwordHash],
  )
  return user as User
}
