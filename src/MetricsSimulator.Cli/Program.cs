using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Terminal;

using var termination = new Termination();
return await CommandLine.RunAsync(args, new ProgramContext(Console.Out, Console.Error, TimeProvider.System, !Console.IsErrorRedirected, termination.Token));
