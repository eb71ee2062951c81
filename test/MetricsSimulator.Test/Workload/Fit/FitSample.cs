using MetricsSimulator.Sessions;
using MetricsSimulator.Test.Sessions;

namespace MetricsSimulator.Test.Workload.Fit;

/// <summary>What sessions of a preset have: the values of each quantity, session by session, prompt by prompt, or call by call.</summary>
internal sealed class FitSample
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);

    private readonly Dictionary<string, List<float>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Part, double Whole)> _shares = new(StringComparer.Ordinal);

    /// <summary>Plans sessions.</summary>
    /// <param name="parameters">Their distributions.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public static FitSample Of(SessionParameters parameters, int first, int count)
    {
        var sample = new FitSample();
        var planner = Plans.Planner(parameters, 1);
        for (var i = first; i < first + count; i++)
        {
            // A session every ten minutes, so that calm times and bursts of errors are among them.
            var plan = planner.Plan(Plans.KeyOf(1, i), Plans.Monday + i * 600_000L);
            sample.AddSession(plan);
            sample.AddPrompts(plan);
            sample.AddCalls(plan);
            sample.AddTools(plan);
        }

        return sample;
    }

    /// <summary>Lets developers work for eight weeks.</summary>
    /// <param name="parameters">The distributions of their sessions.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public static FitSample OfTeam(SessionParameters parameters, int first, int count)
    {
        const int Days = 56;
        const long Day = 24 * 3_600_000;
        var sample = new FitSample();
        var stream = new SessionStream(TeamRun.TeamOf(Enumerable.Range(first, count)), parameters, 1, Enumerable.Range(0, count));
        stream.Begin(Plans.Monday);
        var costs = new double[count, Days];
        while (stream.TryNext(Plans.Monday + Days * Day, out var session, out var happened))
            if (happened is ModelCalled call) costs[session.Address.Developer, (session.Address.Start + call.Offset - Plans.Monday) / Day] += call.Cost / 1e10;
        for (var developer = 0; developer < count; developer++)
        {
            var days = Enumerable.Range(0, Days).Select(day => costs[developer, day]).Where(cost => cost > 0).ToList();
            foreach (var cost in days) sample.Add("day cost", cost);
            foreach (var cost in days) sample.AddShare("day below 30", cost < 30);
            if (days.Count > 0) sample.AddShare("developer below 30", days.Average() < 30);
            sample.Add("days a month", days.Count * 365.25 / 12 / Days);
            sample.Add("cost a month", days.Sum() * 365.25 / 12 / Days);
        }

        return sample;
    }

    /// <summary>A statistic of samples together.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="quantile">0 for the mean, or for the share of a quantity that has one; otherwise the probability below the quantile.</param>
    public static double StatisticOf(IReadOnlyCollection<FitSample> samples, string quantity, double quantile)
    {
        var shares = samples.Where(sample => sample._shares.ContainsKey(quantity)).Select(sample => sample._shares[quantity]).ToList();
        if (shares.Count > 0) return shares.Sum(share => share.Part) / shares.Sum(share => share.Whole);
        var values = samples.SelectMany(sample => sample._values.GetValueOrDefault(quantity, [])).ToArray();
        if (quantile == 0) return values.Sum(value => (double)value) / values.Length;
        Array.Sort(values);
        return values[(int)(quantile * values.Length)];
    }

    private void Add(string quantity, double value)
    {
        if (!_values.TryGetValue(quantity, out var values)) _values.Add(quantity, values = []);
        values.Add((float)value);
    }

    private void AddShare(string quantity, double part, double whole)
    {
        var (partBefore, wholeBefore) = _shares.GetValueOrDefault(quantity);
        _shares[quantity] = (partBefore + part, wholeBefore + whole);
    }

    private void AddShare(string quantity, bool happens) => AddShare(quantity, happens ? 1 : 0, 1);

    private void AddSession(SessionPlan plan)
    {
        long busy = 0, before = 0;
        foreach (var happened in plan.Events)
        {
            busy += Math.Min(happened.Offset - before, (long)LongestGap.TotalMilliseconds);
            before = happened.Offset;
        }

        var compactions = plan.Events.OfType<ContextCompacted>().ToList();
        Add("session prompts", plan.Events.Count(happened => happened is PromptSubmitted));
        Add("session tools", plan.Events.Count(happened => happened is ToolDecided));
        Add("session steps", plan.Events.OfType<ToolDecided>().DistinctBy(decided => decided.Offset).Count());
        Add("session elapsed", plan.Events[^1].Offset / 1000.0);
        Add("session elapsed without gaps", busy / 1000.0);
        Add("session model time", plan.Events.OfType<ModelCalled>().Sum(call => call.Duration) / 1000.0);
        Add("session tool time", plan.Events.OfType<ToolCompleted>().Sum(tool => tool.Duration) / 1000.0);
        Add("session cost", plan.Events.OfType<ModelCalled>().Sum(call => call.Cost) / 1e10);
        AddShare("session compacts", compactions.Count > 0);
        if (compactions.Count > 0) Add("session compactions", compactions.Count);
        foreach (var compaction in compactions) AddShare("compaction by the user", compaction.IsManual);
    }

    private void AddPrompts(SessionPlan plan)
    {
        var starts = plan.Events.OfType<PromptSubmitted>().Select(prompt => prompt.Offset).ToArray();
        var (ends, costs, tools) = (new long[starts.Length], new long[starts.Length], new int[starts.Length]);
        foreach (var happened in plan.Events)
        {
            if (happened is ModelCalled call) costs[call.Prompt] += call.Cost;
            if (happened is ToolDecided decided) tools[decided.Use.Prompt]++;
            if (happened is TextWritten text) ends[text.Prompt] = text.Offset;
            if (happened is CallFailed { Source: CallSource.Main } failed) ends[failed.Prompt] = failed.Offset;
            if (happened is ToolDecided { Use: { Decision.Source: "user_abort" } use }) ends[use.Prompt] = happened.Offset;
        }

        for (var prompt = 0; prompt < starts.Length; prompt++)
        {
            Add("prompt cost", costs[prompt] / 1e10);
            Add("prompt tools", tools[prompt]);
            Add("prompt time", (ends[prompt] - starts[prompt]) / 1000.0);
            if (prompt > 0) Add("wait", (starts[prompt] - ends[prompt - 1]) / 1000.0);
        }
    }

    private void AddCalls(SessionPlan plan)
    {
        var prompt = -1;
        long context = 0;
        foreach (var call in plan.Events.OfType<ModelCalled>())
        {
            var prices = call.Model.PricesAt(plan.Traits.Start, 0);
            AddShare("spend of the prefix", call.Tokens.CacheRead * prices.CacheRead, call.Cost);
            AddShare("spend of what is new", call.Tokens.CacheCreation * prices.CacheWrite + call.Tokens.Input * prices.Input, call.Cost);
            AddShare("spend of the output", call.Tokens.Output * prices.Output, call.Cost);
            if (call.Source is CallSource.Auxiliary or CallSource.Compaction) continue;
            Add("call cost", call.Cost / 1e10);
            Add("call time", call.Duration / 1000.0);
            Add("call prefix", call.Tokens.CacheRead);
            Add("call new", call.Tokens.Context - call.Tokens.CacheRead);
            Add("call output", call.Tokens.Output);
            var isOfUser = call.Source == CallSource.Main && call.Prompt != prompt;
            AddShare("hits", call.Tokens.CacheRead, call.Tokens.Context);
            AddShare(isOfUser ? "hits after prompts" : "hits after tools", call.Tokens.CacheRead, call.Tokens.Context);
            if (call.Source != CallSource.Main) continue;
            if (!isOfUser && call.Tokens.Context > context) AddShare("growth", call.Tokens.Context - context, 1);
            (prompt, context) = (call.Prompt, call.Tokens.Context);
        }
    }

    private void AddTools(SessionPlan plan)
    {
        foreach (var group in plan.Events.OfType<ToolDecided>().GroupBy(decided => decided.Offset))
        {
            AddShare("one tool", group.Count() == 1);
            AddShare("two tools", group.Count() == 2);
            AddShare("three tools", group.Count() == 3);
        }

        foreach (var decided in plan.Events.OfType<ToolDecided>())
            foreach (var name in new[] { "Bash", "Read", "Edit" }) AddShare($"is {name}", decided.Use.Tool.Name == name);
        foreach (var tool in plan.Events.OfType<ToolCompleted>())
        {
            Add("tool time", tool.Duration / 1000.0);
            AddShare("over a minute", tool.Duration > 60_000);
            AddShare("fails", !tool.IsSuccess);
            if (tool.Use.Tool.Name is not ("Bash" or "Read" or "Edit" or "Agent" or "Write")) continue;
            Add($"{tool.Use.Tool.Name} time", tool.Duration / 1000.0);
            AddShare($"{tool.Use.Tool.Name} fails", !tool.IsSuccess);
        }
    }
}
