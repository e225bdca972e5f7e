# Completion of tars for bash. For this shell: source <(./tars completion bash)
_tars() {
  local IFS=$'\n' typed=${COMP_WORDS[COMP_CWORD]} word output words=() count=0 joins= i
  # bash takes "--option=value" for three words.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $count -gt 0 && ($word == = || -n $joins) ]]; then
      words[count - 1]+=$word
      if [[ $word == = ]]; then joins=yes; else joins=; fi
    else
      words[count]=$word
      count=$((count + 1))
    fi
  done
  if [[ $typed == = ]]; then typed=; fi
  output=$("${COMP_WORDS[0]/#\~/$HOME}" complete -- "${words[@]}" 2>/dev/null) || return
  case $output in
    :file*) COMPREPLY=($(compgen -f -- "$typed")) && compopt -o filenames 2>/dev/null ;;
    :directory*) COMPREPLY=($(compgen -d -- "$typed")) && compopt -o filenames 2>/dev/null ;;
    *)
      COMPREPLY=()
      for word in ${output#*$'\n'}; do
        word=${word%%$'\t'*}
        case $word in :*) continue ;; --*=*) word=${word#*=} ;; esac
        COMPREPLY+=("$word")
        case $word in *=) compopt -o nospace 2>/dev/null ;; esac
      done
      ;;
  esac
}
complete -F _tars tars
