using System.Net.Http.Headers;
using System.Text;

namespace MetricsSimulator.Cli.Push;

/// <summary>The credentials for a receiver: a bearer token, or a user with a password, or none. They are never printed.</summary>
internal sealed class RemoteWriteCredentials
{
    /// <summary>The environment variable of the bearer token.</summary>
    public const string TokenVariable = "SIMULATOR_REMOTE_WRITE_TOKEN";

    /// <summary>The environment variable of the user.</summary>
    public const string UserVariable = "SIMULATOR_REMOTE_WRITE_USER";

    /// <summary>The environment variable of the password.</summary>
    public const string PasswordVariable = "SIMULATOR_REMOTE_WRITE_PASSWORD";

    /// <summary>The variables, as the end of a sentence that tells to set them.</summary>
    public const string Variables = $"{UserVariable} and {PasswordVariable}, or {TokenVariable}";

    private readonly string? _token;
    private readonly string? _user;
    private readonly string? _password;

    /// <summary>Takes the values of environment variables; an empty value counts as unset.</summary>
    /// <param name="token">The value of <see cref="TokenVariable"/>.</param>
    /// <param name="user">The value of <see cref="UserVariable"/>.</param>
    /// <param name="password">The value of <see cref="PasswordVariable"/>.</param>
    public RemoteWriteCredentials(string? token, string? user, string? password) =>
        (_token, _user, _password) = (Given(token), Given(user), Given(password));

    /// <summary>No credentials.</summary>
    public static RemoteWriteCredentials None { get; } = new(null, null, null);

    /// <summary>The rule that they break, with the names of the variables; null if they break none.</summary>
    public string? Violation
    {
        get
        {
            if (_token is not null && (_user ?? _password) is not null) return $"{TokenVariable}: cannot be combined with {UserVariable} and {PasswordVariable}. Unset it, or the other two.";
            if (_password is not null && _user is null) return $"{UserVariable}: must be set too when {PasswordVariable} is.";
            if (_user?.Contains(':', StringComparison.Ordinal) == true) return $"{UserVariable}: must not contain a colon.";
            return _token?.AsSpan().ContainsAnyExceptInRange('!', '~') == true ? $"{TokenVariable}: must be visible ASCII without spaces." : null;
        }
    }

    /// <summary>The header of a request; null for none.</summary>
    /// <remarks>Sources: RFC 6750, section 2.1; RFC 7617, section 2.</remarks>
    public AuthenticationHeaderValue? Header
    {
        get
        {
            if (_token is not null) return new AuthenticationHeaderValue("Bearer", _token);
            return _user is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_user}:{_password}")));
        }
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
