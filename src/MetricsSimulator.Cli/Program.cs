using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;

using var termination = new Termination();
var context = new ProgramContext(Console.Out, Console.Error, TimeProvider.System, !Console.IsErrorRedirected, termination.Token)
{
    Token = Environment.GetEnvironmentVariable("SIMULATOR_TOKEN"),
    Host = Environment.GetEnvironmentVariable(ProgramContext.HostVariable),
    Port = Environment.GetEnvironmentVariable(ProgramContext.PortVariable),
    RemoteWrite = new RemoteWriteCredentials(
        Environment.GetEnvironmentVariable(RemoteWriteCredentials.TokenVariable), Environment.GetEnvironmentVariable(RemoteWriteCredentials.UserVariable),
        Environment.GetEnvironmentVariable(RemoteWriteCredentials.PasswordVariable)),
    Variable = Environment.GetEnvironmentVariable,
};
return await CommandLine.RunAsync(args, context);
