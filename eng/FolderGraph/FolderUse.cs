namespace FolderGraph;

/// <summary>A place in one folder where a type of another is used.</summary>
/// <param name="From">The folder that uses it, as its path below <c>src/</c>.</param>
/// <param name="To">The folder that it lies in.</param>
/// <param name="Type">The name of the type.</param>
/// <param name="File">The file that uses it, as its path below <c>src/</c>.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record FolderUse(string From, string To, string Type, string File, int Line);
