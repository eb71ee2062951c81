using FolderGraph;

// Prints which folder uses which under src/.
Console.Write(Graph.Of(SourceCode.Read(Environment.CurrentDirectory)));
