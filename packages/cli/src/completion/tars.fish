# Completion of tars for fish. For this shell: ./tars completion fish | source
function __tars_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    set -l lines ($program complete -- $words[2..-1] "$typed" 2>/dev/null)
    switch "$lines[1]"
        case :file
            __fish_complete_path $typed
        case :directory
            __fish_complete_directories $typed
        case :words
            string join \n -- $lines[2..-1]
    end
end
complete -c tars -f -k -a '(__tars_complete)'
