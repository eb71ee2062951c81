using System.Diagnostics;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>The browser of the user.</summary>
internal static class Browser
{
    /// <summary>Opens a page, if somebody sits before this machine and it has a browser. The address must have been printed: nothing tells whether the page was opened.</summary>
    /// <param name="address">The address of the page.</param>
    /// <param name="context">The outside world.</param>
    public static void Open(string address, ProgramContext context)
    {
        var hasDesktop = !OperatingSystem.IsLinux() || context.Variable("DISPLAY") is not null || context.Variable("WAYLAND_DISPLAY") is not null;
        if (context.Keyboard is null || !context.OutIsTerminal || !hasDesktop || context.Variable("SSH_CONNECTION") is not null) return;
        try
        {
            using var opener = OperatingSystem.IsWindows()
                ? Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })
                : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no program that opens browsers.
        }
    }
}
