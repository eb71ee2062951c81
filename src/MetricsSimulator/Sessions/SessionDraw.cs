namespace MetricsSimulator.Sessions;

/// <summary>The purpose of a random draw of a workload. Draws for different purposes are independent, so that a new purpose changes no other draw.</summary>
internal enum SessionDraw : byte
{
    /// <summary>Whether the session consists of one delegated prompt.</summary>
    Kind = 0,

    /// <summary>The number of prompts.</summary>
    Prompts = 1,

    /// <summary>The size of the context window.</summary>
    Window = 2,

    /// <summary>The language model.</summary>
    Model = 3,

    /// <summary>The tokens of the system prompt, the tools and the memory.</summary>
    Base = 4,

    /// <summary>Whether the base is in the cache when a thread starts.</summary>
    Warm = 5,

    /// <summary>How many steps the prompts of the session take.</summary>
    Autonomy = 6,

    /// <summary>The permission mode.</summary>
    Mode = 7,

    /// <summary>Whether a delegated session is started from the agents view.</summary>
    AgentsView = 8,

    /// <summary>The effort that is requested from the model.</summary>
    Effort = 9,

    /// <summary>The main programming language of the session.</summary>
    Language = 10,

    /// <summary>How fast the developer of the session replies.</summary>
    Pace = 11,

    /// <summary>How the program is started.</summary>
    Entrypoint = 13,

    /// <summary>The repository in which the session works.</summary>
    Repository = 14,

    /// <summary>The identifier of the session.</summary>
    Identity = 12,

    /// <summary>Whether a prompt is answered without tools.</summary>
    NoTool = 16,

    /// <summary>The number of steps with tools.</summary>
    Steps = 17,

    /// <summary>The tokens of the prompt.</summary>
    PromptTokens = 18,

    /// <summary>Whether the wait after the prompt is a reply or an absence.</summary>
    WaitKind = 19,

    /// <summary>The length of the wait after the prompt.</summary>
    Wait = 20,

    /// <summary>Whether the user interrupts the prompt.</summary>
    Interrupt = 21,

    /// <summary>Whether the user compacts the context first.</summary>
    ManualCompaction = 22,

    /// <summary>Whether the prompt runs builds and tests.</summary>
    Heavy = 23,

    /// <summary>The input tokens of the auxiliary call.</summary>
    AuxiliaryInput = 24,

    /// <summary>The output tokens of the auxiliary call.</summary>
    AuxiliaryOutput = 25,

    /// <summary>How long the user types.</summary>
    Typing = 26,

    /// <summary>How the program is opened again after a long absence.</summary>
    Resume = 27,

    /// <summary>The identifiers of the prompt.</summary>
    PromptIdentity = 28,

    /// <summary>The output tokens of a call.</summary>
    Output = 32,

    /// <summary>The duration of a call.</summary>
    CallTime = 33,

    /// <summary>The input tokens that are not written to the cache.</summary>
    RawInput = 34,

    /// <summary>Whether the cache has lost the context.</summary>
    Eviction = 35,

    /// <summary>The number of tools of a call.</summary>
    ToolCount = 36,

    /// <summary>Whether and how often a call fails.</summary>
    Failures = 37,

    /// <summary>The tokens of the summary that a compaction leaves.</summary>
    Summary = 38,

    /// <summary>The HTTP status of a call that failed.</summary>
    Status = 39,

    /// <summary>The identifiers of a call.</summary>
    CallIdentity = 40,

    /// <summary>Which tool is used.</summary>
    ToolName = 48,

    /// <summary>Whether a Bash call is a build or a test.</summary>
    SlowTool = 49,

    /// <summary>The duration of a tool.</summary>
    ToolTime = 50,

    /// <summary>The tokens of the result of a tool.</summary>
    ToolResult = 51,

    /// <summary>Whether a tool fails.</summary>
    ToolFailure = 52,

    /// <summary>Who allows or rejects a tool.</summary>
    Decision = 53,

    /// <summary>The lines that an edit adds.</summary>
    LinesAdded = 54,

    /// <summary>The lines that an edit removes.</summary>
    LinesRemoved = 55,

    /// <summary>The programming language of an edit.</summary>
    EditLanguage = 56,

    /// <summary>Whether a Bash call is a commit.</summary>
    Commit = 57,

    /// <summary>Whether a commit leads to a pull request.</summary>
    PullRequest = 58,

    /// <summary>Whether the main thread goes on while a subagent works.</summary>
    Async = 59,

    /// <summary>The identifier of the use of a tool.</summary>
    ToolIdentity = 60,

    /// <summary>Which skill is activated.</summary>
    SkillName = 61,

    /// <summary>How active a developer is.</summary>
    Activity = 70,

    /// <summary>A step of the path of a developer's intensity.</summary>
    IntensityStep = 71,

    /// <summary>The number of sessions that a developer starts in a cell.</summary>
    Arrivals = 72,

    /// <summary>Where the path of a developer's intensity begins.</summary>
    IntensityStart = 73,

    /// <summary>When in its cell a session starts.</summary>
    StartInstant = 74,

    /// <summary>The terminal of a developer, unless it is configured.</summary>
    Terminal = 75,

    /// <summary>The identifiers of a developer.</summary>
    DeveloperIdentity = 76,

    /// <summary>The operating system of a developer.</summary>
    Host = 77,

    /// <summary>The number of bursts of errors that start in an hour.</summary>
    BurstCount = 80,

    /// <summary>When in its hour a burst starts.</summary>
    BurstStart = 81,

    /// <summary>How long a burst lasts.</summary>
    BurstLength = 82,

    /// <summary>Which developer a cause chooses.</summary>
    ChosenDeveloper = 83,

    /// <summary>Whether a cause that has not reached its magnitude leaves out a start.</summary>
    LeftOut = 84,

    /// <summary>Whether the last export of a process is lost.</summary>
    LostExport = 85,

    /// <summary>Whether a call is counted twice.</summary>
    CountedTwice = 86,

    /// <summary>The real name of an MCP server.</summary>
    ServerName = 87,

    /// <summary>From where a session of a runner is started.</summary>
    RunnerPlatform = 96,

    /// <summary>How long a spawn hook of a runner's session takes.</summary>
    RunnerSpawn = 97,

    /// <summary>Whether it fails.</summary>
    RunnerSpawnFailure = 98,

    /// <summary>How long the initialization of a runner's session takes.</summary>
    RunnerInit = 99,

    /// <summary>Whether it fails.</summary>
    RunnerInitFailure = 100,

    /// <summary>Whether the start hook of a runner's session fails.</summary>
    RunnerStartHook = 101,

    /// <summary>How long a runner's session runs.</summary>
    RunnerStay = 102,

    /// <summary>How a runner's session ends.</summary>
    RunnerOutcome = 103,

    /// <summary>How long Claude works in a turn of a runner's session.</summary>
    RunnerWork = 104,

    /// <summary>How long a runner's session is idle after a turn.</summary>
    RunnerWait = 105,
}
