using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Test.Push;

public sealed class ReceiverAddressTest
{
    private const string Expected = "must be an address like http://localhost:9090/api/v1/write";

    [Theory]
    [InlineData("http://localhost:9090/api/v1/write")]
    [InlineData("http://[::1]:9090")]
    [InlineData("HTTP://localhost/insert/0/prometheus/?extra_label=a=b")]
    [InlineData("https://example.org/write")]
    public void An_address_of_a_receiver_will_do(string url) => Assert.Null(Violation(url));

    [Theory]
    [InlineData("", Expected + ", got ''.")]
    [InlineData("localhost:9090", Expected + ", got 'localhost:9090'.")]
    [InlineData("/api/v1/write", Expected + ", got '/api/v1/write'.")]
    [InlineData("file:///etc/passwd", Expected + ", got 'file:///etc/passwd'.")]
    [InlineData("http://", Expected + ", got 'http://'.")]
    [InlineData("http://localhost:99999/", Expected + ", got 'http://localhost:99999/'.")]
    [InlineData("ftp://user:secret@localhost/", Expected + ", without user or password.")]
    [InlineData("user:secret@localhost", Expected + ", without user or password.")]
    [InlineData("http://localhost:0/write", "must have a port from 1 to 65535, got 0.")]
    [InlineData("http://localhost/write#top", "must not have a fragment, got '#top'.")]
    [InlineData(
        "http://user:secret@localhost/write",
        "must not contain a user or password; set SIMULATOR_REMOTE_WRITE_USER and SIMULATOR_REMOTE_WRITE_PASSWORD, or SIMULATOR_REMOTE_WRITE_TOKEN.")]
    public void Anything_else_is_told(string url, string expected) => Assert.Equal(expected, Violation(url));

    [Fact]
    public void A_program_without_TLS_refuses_https() =>
        Assert.Equal("https needs OpenSSL 3 or 1.1 on this machine. Install it, or send to http.", Violation("https://localhost/write", hasTransportSecurity: false));

    [Fact]
    public void Messages_leave_the_query_out() =>
        Assert.Equal("http://localhost/write", ReceiverAddress.Show(new Uri("http://localhost/write?token=secret")));

    [Theory]
    [InlineData("token", "user", "", "SIMULATOR_REMOTE_WRITE_TOKEN: cannot be combined with SIMULATOR_REMOTE_WRITE_USER and SIMULATOR_REMOTE_WRITE_PASSWORD. Unset it, or the other two.")]
    [InlineData("", "", "secret", "SIMULATOR_REMOTE_WRITE_USER: must be set too when SIMULATOR_REMOTE_WRITE_PASSWORD is.")]
    [InlineData("", "a:b", "secret", "SIMULATOR_REMOTE_WRITE_USER: must not contain a colon.")]
    [InlineData("two words", "", "", "SIMULATOR_REMOTE_WRITE_TOKEN: must be visible ASCII without spaces.")]
    [InlineData("a\nb", "", "", "SIMULATOR_REMOTE_WRITE_TOKEN: must be visible ASCII without spaces.")]
    [InlineData("token", "", "", null)]
    [InlineData("", "user", "secret", null)]
    [InlineData("", "", "", null)]
    public void Credentials_that_do_not_fit_are_told_and_not_shown(string token, string user, string password, string? expected) =>
        Assert.Equal(expected, new RemoteWriteCredentials(token, user, password).Violation);

    private static string? Violation(string url, bool hasTransportSecurity = true) =>
        ReceiverAddress.Violation(url, "http://localhost:9090/api/v1/write", RemoteWriteCredentials.Variables, hasTransportSecurity);
}
