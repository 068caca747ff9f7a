from postaify.cli import main

main()
