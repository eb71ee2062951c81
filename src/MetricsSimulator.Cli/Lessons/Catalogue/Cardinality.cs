namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 6: labels, and what they cost.</summary>
internal static class Cardinality
{
    private const double Sessions = 50;
    private const double Tools = 4;
    private const double LivesADay = 24;

    // Whether the sessions of the first moment count, which is one life in 25, is a matter of taste.
    private const double FirstLives = 0.05;

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(6, "06-cardinality", TimeSpan.FromHours(4),
    [
        new Exercise(
            Answer.Number(Sessions * Tools * (LivesADay + 1), FirstLives),
            "How many sessions have there been after a day, if there are always 50 and each lives for an hour? How many series has each?",
            "Each of the 50 places has about 25 sessions in a day, each with a series for each of 4 tools: 50 · 25 · 4 = 5000, although there are only 200 at a time.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(Sessions * Tools, FirstLives), "That is at one time. Sessions end, others begin, and the storage keeps both."),
                new Mistake(Answer.Number(Sessions * (LivesADay + 1), FirstLives), "That is the number of sessions. Each has a series for each tool."),
                new Mistake(Answer.Number(Tools * LivesADay, FirstLives), "That is one place of the 50."),
            ],
        },
        new Exercise(
            Answer.Query("count(count by (session_id) (session_calls_total))"),
            "Group by the label first, so that each session is one series. Then count these.",
            "The inner count leaves one series for each session_id, whatever its value. The outer one counts them.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("count(session_calls_total)"), "That counts each session once for each tool."),
                new Mistake(Answer.Query("count(count by (session_id) (count_over_time(session_calls_total[4h])))"), "That counts the sessions of four hours. The question is for those of now."),
                new Mistake(Answer.Query("sum(session_calls_total)"), "That adds the calls. You want to know how many series there are."),
            ],
        },
        new Exercise(
            Answer.Query("sum by (tool) (rate(session_calls_total[5m]))"),
            "Take the rate of each series first, and add the rates.",
            "Rate first, then sum. A sum of counters falls whenever a session ends, and rate() would take that for a restart and add the whole sum again.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("rate(sum by (tool) (session_calls_total)[5m:])"), "The sum falls whenever a session ends, and rate() takes that for a restart. Which comes first?"),
                new Mistake(Answer.Query("sum(rate(session_calls_total[5m]))"), "That is one number for all. The question is for each tool."),
                new Mistake(Answer.Query("sum by (session_id) (rate(session_calls_total[5m]))"), "That is for each session. The question is for each tool."),
            ],
        },
    ])
    {
        View = "panel=session_calls_total+as+series&panel=calls_total+as+series&panel=session_calls_total+by+tool&span=21600",
    };
}
