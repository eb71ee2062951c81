#!/usr/bin/env guile-3.0
!#
;;; Claude Code Metrics Simulator in Guile Scheme: run it with --help.
;;; docs/guile.md says how it is built.

(add-to-load-path (dirname (current-filename)))

(define main
  ;; The first run compiles the modules; Guile need not tell of it.
  (parameterize ((current-warning-port (%make-void-port "w")))
    (module-ref (resolve-interface '(simulator program)) 'main)))

(exit (main (cdr (command-line))))
