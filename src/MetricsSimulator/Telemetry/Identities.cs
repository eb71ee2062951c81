using System.Globalization;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>Identifiers that look like those of Claude Code, made of random draws. Thread-safe.</summary>
internal static class Identities
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The identifier of an installation: 64 hexadecimal digits.</summary>
    /// <param name="developer">The key of the developer.</param>
    public static string InstallationOf(DrawKey developer) =>
        string.Concat(Enumerable.Range(0, 4).Select(i => Draws.Bits(developer, 0, SessionDraw.DeveloperIdentity, i).ToString("x16", CultureInfo.InvariantCulture)));

    /// <summary>The UUID of the account of a developer.</summary>
    public static string AccountUuidOf(DrawKey developer) => UuidOf(developer, SessionDraw.DeveloperIdentity, 4);

    /// <summary>The identifier of the account of a developer, as in <c>user_01BW…</c>.</summary>
    public static string AccountIdOf(DrawKey developer) => "user_01" + Base58Of(developer, SessionDraw.DeveloperIdentity, 6);

    /// <summary>The UUID of the organization of a run.</summary>
    /// <param name="seed">The seed of the run.</param>
    public static string OrganizationOf(ulong seed) => UuidOf(new DrawKey((uint)seed, (uint)(seed >> 32)), SessionDraw.DeveloperIdentity, 8);

    /// <summary>The UUID of a session.</summary>
    /// <param name="session">The key of the session.</param>
    public static string SessionOf(DrawKey session) => UuidOf(session, SessionDraw.Identity, 0);

    /// <summary>The UUID of a prompt. All events that result from the prompt have it.</summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="prompt">The number of the prompt.</param>
    public static string PromptOf(DrawKey session, int prompt) => UuidOf(session, SessionDraw.PromptIdentity, 4 * prompt);

    /// <summary>The UUID of the message that contains a prompt.</summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="prompt">The number of the prompt.</param>
    public static string MessageOfPrompt(DrawKey session, int prompt) => UuidOf(session, SessionDraw.PromptIdentity, 4 * prompt + 2);

    /// <summary>The identifier that the API gives to a request, as in <c>req_011…</c>.</summary>
    /// <param name="call">The <see cref="ModelCalled.Identity"/> of the call.</param>
    public static string RequestOf(ulong call) => "req_011" + Base58Of(KeyOf(call), SessionDraw.CallIdentity, 0)[1..];

    /// <summary>The UUID that the client gives to a request.</summary>
    /// <param name="call">The <see cref="ModelCalled.Identity"/> of the call.</param>
    public static string ClientRequestOf(ulong call) => UuidOf(KeyOf(call), SessionDraw.CallIdentity, 2);

    /// <summary>The UUID of the message that a call writes.</summary>
    /// <param name="call">The <see cref="ModelCalled.Identity"/> of the call.</param>
    public static string MessageOfCall(ulong call) => UuidOf(KeyOf(call), SessionDraw.CallIdentity, 4);

    /// <summary>The identifier of the use of a tool, as in <c>toolu_01…</c>.</summary>
    public static string ToolUseOf(ToolUse use) => "toolu_01" + Base58Of(KeyOf(use.Identity), SessionDraw.ToolIdentity, 0);

    private static DrawKey KeyOf(ulong identity) => new((uint)(identity >> 32), (uint)identity);

    // A UUID of version 4: RFC 9562, section 5.4.
    private static string UuidOf(DrawKey key, SessionDraw purpose, int index)
    {
        var high = (Draws.Bits(key, 0, purpose, index) & ~0xF000ul) | 0x4000;
        var low = (Draws.Bits(key, 0, purpose, index + 1) & ~(3ul << 62)) | (2ul << 62);
        return string.Create(CultureInfo.InvariantCulture, $"{high >> 32:x8}-{(high >> 16) & 0xFFFF:x4}-{high & 0xFFFF:x4}-{low >> 48:x4}-{low & 0xFFFFFFFFFFFF:x12}");
    }

    private static string Base58Of(DrawKey key, SessionDraw purpose, int index)
    {
        Span<char> text = stackalloc char[22];
        for (var half = 0; half < 2; half++)
        {
            var bits = Draws.Bits(key, 0, purpose, index + half);
            for (var i = 0; i < 11; i++)
            {
                text[half * 11 + i] = Base58[(int)(bits % 58)];
                bits /= 58;
            }
        }

        return new string(text);
    }
}
