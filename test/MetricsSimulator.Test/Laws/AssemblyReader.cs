using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MetricsSimulator.Test.Laws;

/// <summary>What an assembly uses of others, read from its metadata, so that a law can look at the code as it was compiled.</summary>
internal static class AssemblyReader
{
    /// <summary>The names of the assemblies that it refers to.</summary>
    public static IReadOnlyList<string> References(System.Reflection.Assembly assembly) =>
        Read(assembly, reader => reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)));

    /// <summary>The types that it uses of another assembly: <c>Namespace.Type</c>.</summary>
    public static IReadOnlyList<string> TypesOf(System.Reflection.Assembly assembly, string other) =>
        Read(assembly, reader => reader.TypeReferences.Select(reader.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == other)
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"));

    /// <summary>The members that it uses of others: <c>Namespace.Type.Member</c>.</summary>
    public static IReadOnlyList<string> Members(System.Reflection.Assembly assembly) =>
        Read(assembly, reader => reader.MemberReferences.Select(reader.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member =>
            {
                var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
                return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}.{reader.GetString(member.Name)}";
            }));

    private static IReadOnlyList<string> Read(System.Reflection.Assembly assembly, Func<MetadataReader, IEnumerable<string>> read)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        return [.. read(file.GetMetadataReader())];
    }
}
