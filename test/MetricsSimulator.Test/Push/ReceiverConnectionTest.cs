using System.Net;
using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Test.Push;

public sealed class ReceiverConnectionTest
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("2147483647", 86400)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 86400)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    public void A_receiver_can_ask_for_a_pause_of_at_most_a_day(string header, double seconds)
    {
        using var connection = new ReceiverConnection(new Uri("http://localhost/"), TimeProvider.System);
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", header);

        Assert.Equal(TimeSpan.FromSeconds(seconds), connection.PauseOf(response));
    }
}
