using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;

StandardStreams.Reserve();
if (ProcessLimits.Violation() is { } scarce)
{
    StandardStreams.Complain(scarce);
    return ExitStatus.Failure;
}

using var termination = new Termination();
#pragma warning disable RS0030 // The composition root provides the clock.
var time = TimeProvider.System;
#pragma warning restore RS0030
var context = new ProgramContext(Console.Out, new LenientWriter(Console.Error), time, !Console.IsErrorRedirected, termination.Token)
{
    OutIsTerminal = !Console.IsOutputRedirected,
    Columns = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth,
    Token = Environment.GetEnvironmentVariable(ProgramContext.TokenVariable),
    Host = Environment.GetEnvironmentVariable(ProgramContext.HostVariable),
    Listen = Environment.GetEnvironmentVariable(ProgramContext.ListenVariable),
    Port = Environment.GetEnvironmentVariable(ProgramContext.PortVariable),
    RemoteWrite = new RemoteWriteCredentials(
        Environment.GetEnvironmentVariable(RemoteWriteCredentials.TokenVariable), Environment.GetEnvironmentVariable(RemoteWriteCredentials.UserVariable),
        Environment.GetEnvironmentVariable(RemoteWriteCredentials.PasswordVariable)),
    Variable = Environment.GetEnvironmentVariable,
};
var status = await CommandLine.RunAsync(args, context);
return status == ExitStatus.Interrupted ? termination.Status : status;
