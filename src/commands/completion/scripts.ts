/** Each asks the program itself what can stand at the cursor, so that none of them knows a command. */
export const completionScripts: Readonly<Record<string, string>> = {
  bash: String.raw`# Completion of temporal-start for bash 3.2 and later. Now: eval "$(temporal-start completion bash)"
_temporal_start() {
  local IFS=$'\n' cur=${"$"}{COMP_WORDS[COMP_CWORD]} before='' word line start i
  local -a words=() answer=()
  # bash takes = and : for ends of words, the program does not.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${"$"}{COMP_WORDS[i]}
    case "$before$word" in
      [=:]*) if ((${"$"}{#words[@]} > 0)); then words[${"$"}{#words[@]}-1]+=$word; else words+=("$word"); fi ;;
      *) words+=("$word") ;;
    esac
    case "$word" in [=:]) before==  ;; *) before='' ;; esac
  done
  case "$cur" in [=:]) cur='' ;; esac
  start=${"$"}{words[${"$"}{#words[@]}-1]}
  start=${"$"}{start%"$cur"}
  while IFS= read -r line; do answer+=("$line"); done < <("${"$"}{COMP_WORDS[0]/#\~/$HOME}" __complete -- "${"$"}{words[@]}" 2>/dev/null)
  COMPREPLY=()
  ((${"$"}{#answer[@]} > 0)) || return 0
  for line in "${"$"}{answer[@]}"; do
    case "$line" in
      :files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")) ;;
      :nospace) compopt -o nospace 2>/dev/null ;;
      :done) ;;
      *) line=${"$"}{line%%$'\t'*}; COMPREPLY+=("${"$"}{line#"$start"}") ;;
    esac
  done
}
complete -F _temporal_start temporal-start
`,
  zsh: String.raw`#compdef temporal-start
# Completion of temporal-start for zsh. Now: source <(temporal-start completion zsh)
_temporal_start() {
  local -a answer items spacing
  local line summary
  answer=("${"$"}{(@f)$("${"$"}{(Q)words[1]}" __complete -- "${"$"}{(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  for line in "${"$"}{answer[@]}"; do
    case "$line" in
      :files) _files; return ;;
      :nospace) spacing=(-S '') ;;
      :done | '') ;;
      *) summary=${"$"}{line#*$'\t'}; line=${"$"}{line%%$'\t'*}; items+=("${"$"}{line//:/\\:}:$summary") ;;
    esac
  done
  _describe -t values temporal-start items "${"$"}{spacing[@]}"
}
if [ "${"$"}{funcstack[1]}" = _temporal_start ]; then _temporal_start "$@"; else compdef _temporal_start temporal-start; fi
`,
  fish: String.raw`# Completion of temporal-start for fish. Now: temporal-start completion fish | source
function __temporal_start_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete -- $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path $current
            case ':*'
            case '*'
                echo $line
        end
    end
end
complete -c temporal-start -f -a '(__temporal_start_complete)'
`,
};
