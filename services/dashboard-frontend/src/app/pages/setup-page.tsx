import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { client } from '../api/client.ts'
import { sessionKey, setupQuery } from '../api/session-queries.ts'
import { Command } from '../components/command.tsx'
import { Failure } from '../components/failure.tsx'
import { Gate } from '../components/gate.tsx'
import { fieldProblems } from '../words/describe-error.ts'
import { describePasswordGap } from '../words/password.ts'

/** Makes the first administrator from a one-time link, or signs an administrator in again with one. */
export function SetupPage({ token }: { token: string | undefined }): ReactNode {
  useDocumentTitle('Set up · T.A.R.S.')
  return <Gate>{token === undefined ? <LinkMissing /> : <SetupForm token={token} />}</Gate>
}

function LinkMissing(): ReactNode {
  return (
    <>
      <h1>Open the link again</h1>
      <p>
        This address carries no one-time token, or it was taken out of the address bar when the page was
        loaded before. Open the whole link once more, or make a new one:
      </p>
      <Command>./tars link</Command>
    </>
  )
}

function SetupForm({ token }: { token: string }): ReactNode {
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const complete = useComplete()
  const problems = fieldProblems(complete.error)
  const gap = describePasswordGap(password)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (gap === null) complete.mutate({ token, email: email.trim(), name: name.trim(), password })
  }
  return (
    <form onSubmit={submit}>
      <h1>Make your account</h1>
      <p className="dim">You will be an administrator of this installation.</p>
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        autoFocus
        value={email}
        error={problems.email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <TextInput
        label="Name"
        autoComplete="name"
        required
        withAsterisk={false}
        maxLength={100}
        value={name}
        error={problems.name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        maxLength={256}
        value={password}
        error={problems.password}
        description={gap ?? 'Long enough. Longer is better; nothing else is demanded of it.'}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      {complete.isError && Object.keys(problems).length === 0 && <Failure error={complete.error} />}
      <Button type="submit" loading={complete.isPending} disabled={gap !== null}>
        Make the account
      </Button>
    </form>
  )
}

function useComplete() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (body: { token: string; email: string; name: string; password: string }) =>
      client.call('setup.complete', { body }),
    onSuccess: async (principal) => {
      queries.setQueryData(sessionKey, principal)
      queries.setQueryData(setupQuery.queryKey, { needed: false })
      await navigate({ to: '/', replace: true })
    },
  })
}
