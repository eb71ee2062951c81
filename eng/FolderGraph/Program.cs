using FolderGraph;

// Prints the graph of the folders under src/, or writes it into a page between the lines that mark its place.
if (args.Length > 1)
{
    Console.Error.WriteLine("usage: FolderGraph [PAGE]");
    return 2;
}

var graph = Graph.Of(SourceCode.Read(Environment.CurrentDirectory)).ToString();
if (args.Length == 0) Console.Write(graph);
else File.WriteAllText(args[0], GraphPage.Write(File.ReadAllText(args[0]), graph));
return 0;
