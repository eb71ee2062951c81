#!/usr/bin/env guile-3.0
!#
;;; Claude Code Metrics Simulator in Guile Scheme: run it with --help.
;;; docs/guile.md says how it is built.

(define main
  ;; The first run compiles the modules; do not let Guile report each one.
  (parameterize ((current-warning-port (%make-void-port "w")))
    (load "load-path.scm")
    (module-ref (resolve-interface '(simulator program)) 'main)))

(exit (main (cdr (command-line))))
