import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { client } from '../api/client.ts'
import { sessionKey, setupQuery } from '../api/session-queries.ts'
import { Command } from '../components/command.tsx'
import { Failure } from '../components/failure.tsx'
import { Gate } from '../components/gate.tsx'

/** Signs in with e-mail address and password, then goes on to the page that was asked for. */
export function SignInPage(): ReactNode {
  useDocumentTitle('Sign in · T.A.R.S.')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const setup = useQuery(setupQuery)
  const hasEnded = useLocation({ select: ({ state }) => state.hasSessionEnded === true })
  const signIn = useSignIn()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ email: email.trim(), password })
  }
  if (setup.data?.needed) return <SetupNeeded />
  return (
    <Gate>
      <form onSubmit={submit}>
        <h1>Sign in</h1>
        {hasEnded && <p>Your session has ended; sign in again to go on where you were.</p>}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {signIn.isError && <Failure error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
        <p className="dim">Locked out? On the machine itself this makes a one-time link:</p>
        <Command>./tars link</Command>
      </form>
    </Gate>
  )
}

function useSignIn() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { to } = useSearch({ from: '/sign-in' })
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => client.call('session.create', { body }),
    onSuccess: async (principal) => {
      queries.clear()
      queries.setQueryData(sessionKey, principal)
      if (to === undefined) await navigate({ to: '/', replace: true })
      else router.history.replace(to)
    },
  })
}

function SetupNeeded(): ReactNode {
  return (
    <Gate>
      <h1>No one can sign in yet</h1>
      <p>
        The first administrator is made with a one-time link. <code className="code">./tars up</code> has
        printed one; this makes another:
      </p>
      <Command>./tars link</Command>
    </Gate>
  )
}
