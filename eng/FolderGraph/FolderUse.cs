namespace FolderGraph;

/// <summary>A place where code in one folder uses a type of another folder.</summary>
/// <param name="From">The folder that uses the type, as a path below <c>src/</c>.</param>
/// <param name="To">The folder that contains the type.</param>
/// <param name="Type">The name of the type.</param>
/// <param name="File">The file that uses the type, as a path below <c>src/</c>.</param>
/// <param name="Line">The number of the line; the first line is 1.</param>
internal sealed record FolderUse(string From, string To, string Type, string File, int Line);
