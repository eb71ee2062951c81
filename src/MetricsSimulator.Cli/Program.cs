using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;

StandardStreams.Reserve();
if (ProcessLimits.Violation() is { } scarce)
{
    StandardStreams.Complain(scarce);
    return ExitStatus.Failure;
}

#pragma warning disable RS0030 // The composition root provides the clock.
var time = TimeProvider.System;
#pragma warning restore RS0030
// A run that is served reads its files again.
using var termination = new Termination(time, endsOnHangup: args is not ["serve", ..]);
// The console does not tell when the reader of a pipe is gone.
var output = Console.IsOutputRedirected && !OperatingSystem.IsWindows() ? TextWriter.Synchronized(new StreamWriter(new StandardOutput()) { AutoFlush = true }) : Console.Out;
var context = new ProgramContext(output, new LenientWriter(new PrintableWriter(Console.Error)), time, !Console.IsErrorRedirected, termination.Token)
{
    Bars = new LenientWriter(Console.Error),
    OutIsTerminal = !Console.IsOutputRedirected,
    Keyboard = Console.IsInputRedirected ? null : Console.In,
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
