using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Enum = System.Enum;

namespace Federation.Gateway.Tests;

/// <summary>Messages in which every field is set, of each choice another one at a time.</summary>
internal static class SampleMessage
{
    private const int Depth = 5;

    /// <summary>As many as the largest choice of the message has fields, at least one.</summary>
    public static IEnumerable<IMessage> Of(MessageDescriptor message) =>
        Enumerable.Range(0, Math.Max(1, message.Oneofs.Select(o => o.Fields.Count).DefaultIfEmpty().Max()))
            .Select(turn => Make(message, turn, Depth));

    private static IMessage Make(MessageDescriptor descriptor, int turn, int depth)
    {
        var message = descriptor.Parser.ParseFrom([]);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (field.RealContainingOneof is { } choice && choice.Fields[turn % choice.Fields.Count] != field)
                continue;
            if (depth == 0 && field.FieldType == FieldType.Message && !IsWellKnown(field.MessageType))
                continue;
            if (field.IsMap)
                ((System.Collections.IDictionary)field.Accessor.GetValue(message)).Add("key", "value");
            else if (field.IsRepeated)
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(Value(field, turn, depth));
            else
                field.Accessor.SetValue(message, Value(field, turn, depth));
        }
        return message;
    }

    private static bool IsWellKnown(MessageDescriptor message) => message.File.Package == "google.protobuf";

    private static object Value(FieldDescriptor field, int turn, int depth) => field.FieldType switch
    {
        FieldType.Message when field.MessageType == Timestamp.Descriptor =>
            new Timestamp { Seconds = 1_700_000_000 + turn, Nanos = 1000 },
        FieldType.Message when field.MessageType == Duration.Descriptor =>
            new Duration { Seconds = 90, Nanos = 500_000_000 },
        FieldType.Message when field.MessageType == Any.Descriptor =>
            Any.Pack(new ErrorInfo { Reason = "FIELD_INVALID", Domain = "federation", Metadata = { ["a"] = "b" } }),
        FieldType.Message => Make(field.MessageType, turn, depth - 1),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[^1].Number),
        FieldType.Bool => true,
        FieldType.String => "text",
        FieldType.Bytes => ByteString.CopyFromUtf8("bytes"),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => -7,
        FieldType.UInt32 or FieldType.Fixed32 => uint.MaxValue,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => -(1L << 60),
        FieldType.UInt64 or FieldType.Fixed64 => ulong.MaxValue,
        FieldType.Double => 1.5,
        FieldType.Float => 1.5f,
        _ => throw new NotSupportedException(field.FullName),
    };
}
