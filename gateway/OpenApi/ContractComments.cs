using Federation.Types.V1;
using Google.Protobuf.Reflection;

namespace Federation.Gateway;

/// <summary>The contract's comments by full name. Generated code has none, so they are read from what protoc wrote
/// beside it.</summary>
internal sealed class ContractComments
{
    private const string Resource = "federation.contract.binpb";
    private readonly Dictionary<string, string> byName = new(StringComparer.Ordinal);
    private Dictionary<string, string> byPath = [];

    private ContractComments()
    {
    }

    public static ContractComments Read()
    {
        using var stream = typeof(CoinAmount).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Federation.Protos was built without {Resource}.");
        var comments = new ContractComments();
        foreach (var file in FileDescriptorSet.Parser.ParseFrom(stream).File)
            comments.Add(file);
        return comments;
    }

    /// <summary>The comment of a service, method, message, field or enum; empty where there is none.</summary>
    public string Of(IDescriptor descriptor) => byName.GetValueOrDefault(descriptor.FullName, "");

    public string Of(EnumValueDescriptor value) =>
        byName.GetValueOrDefault($"{value.EnumDescriptor.FullName}.{value.Name}", "");

    private void Add(FileDescriptorProto file)
    {
        byPath = [];
        foreach (var location in file.SourceCodeInfo.Location)
            if (TextOf(location) is { Length: > 0 } text)
                byPath[string.Join('.', location.Path)] = text;
        for (var i = 0; i < file.MessageType.Count; i++)
            AddMessage(file.MessageType[i], file.Package, $"4.{i}");
        for (var i = 0; i < file.EnumType.Count; i++)
            AddEnum(file.EnumType[i], file.Package, $"5.{i}");
        for (var i = 0; i < file.Service.Count; i++)
        {
            var (service, name) = (file.Service[i], $"{file.Package}.{file.Service[i].Name}");
            Keep(name, $"6.{i}");
            for (var j = 0; j < service.Method.Count; j++)
                Keep($"{name}.{service.Method[j].Name}", $"6.{i}.2.{j}");
        }
    }

    private void AddMessage(DescriptorProto message, string scope, string path)
    {
        var name = $"{scope}.{message.Name}";
        Keep(name, path);
        for (var i = 0; i < message.Field.Count; i++)
            Keep($"{name}.{message.Field[i].Name}", $"{path}.2.{i}");
        for (var i = 0; i < message.OneofDecl.Count; i++)
            Keep($"{name}.{message.OneofDecl[i].Name}", $"{path}.8.{i}");
        for (var i = 0; i < message.NestedType.Count; i++)
            AddMessage(message.NestedType[i], name, $"{path}.3.{i}");
        for (var i = 0; i < message.EnumType.Count; i++)
            AddEnum(message.EnumType[i], name, $"{path}.4.{i}");
    }

    private void AddEnum(EnumDescriptorProto type, string scope, string path)
    {
        var name = $"{scope}.{type.Name}";
        Keep(name, path);
        for (var i = 0; i < type.Value.Count; i++)
            Keep($"{name}.{type.Value[i].Name}", $"{path}.2.{i}");
    }

    private void Keep(string name, string path)
    {
        if (byPath.TryGetValue(path, out var text))
            byName[name] = text;
    }

    /// <summary>The lines without the blank that follows the slashes.</summary>
    private static string TextOf(SourceCodeInfo.Types.Location location)
    {
        var text = location.LeadingComments.Length > 0 ? location.LeadingComments : location.TrailingComments;
        return string.Join('\n', text.Split('\n').Select(line => line.StartsWith(' ') ? line[1..] : line)).Trim();
    }
}
