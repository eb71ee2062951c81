using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Terminal;

using var termination = new Termination();
var context = new ProgramContext(Console.Out, Console.Error, TimeProvider.System, !Console.IsErrorRedirected, termination.Token)
{
    Token = Environment.GetEnvironmentVariable("SIMULATOR_TOKEN"),
    Host = Environment.GetEnvironmentVariable(ProgramContext.HostVariable),
    Port = Environment.GetEnvironmentVariable(ProgramContext.PortVariable),
};
return await CommandLine.RunAsync(args, context);
