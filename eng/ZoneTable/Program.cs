using System.IO.Compression;
using ZoneTable;

// Writes the time zones of NodaTime's database into the file that MetricsSimulator.Configuration reads.
if (args.Length != 1)
{
    Console.Error.WriteLine("usage: ZoneTable FILE");
    return 2;
}

using var file = File.Create(args[0]);
using var packed = new GZipStream(file, CompressionLevel.SmallestSize);
packed.Write(ZoneTableWriter.Write());
return 0;
