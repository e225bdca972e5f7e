#compdef tars
# Completion of tars for zsh. For this shell: source <(./tars completion zsh)
_tars() {
  local line
  local -a lines found
  lines=("${(@f)$("${words[1]/#\~/$HOME}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  case $lines[1] in
    :file) _files ;;
    :directory) _files -/ ;;
    :words)
      for line in $lines[2,-1]; do
        found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
      done
      _describe -V tars found
      ;;
  esac
}
if [ "$funcstack[1]" = _tars ]; then _tars "$@"; else compdef _tars tars; fi
