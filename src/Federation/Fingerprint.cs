using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Federation;

/// <summary>
/// The hash of a caller's own request, by which the same <c>request_id</c> with other content is recognised: SHA-256
/// over the method and, in the order of their numbers, the set fields, each with its number and length. Explicit, and
/// so independent of any serializer's habits; a field that is added later and not set changes nothing.
/// </summary>
public static class Fingerprint
{
    private const string RequestIdField = "request_id";

    // Until when a command may be decided does not change what it is: it may be sent again with a later moment.
    private const string NotAfterField = "not_after";

    /// <param name="method">What is asked for.</param>
    /// <param name="request">With what.</param>
    /// <param name="known">The form of a message that is part of the request, the same instance.</param>
    public static byte[] Of(string method, IMessage request, KnownForm? known = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        WriteBytes(buffer, Encoding.UTF8.GetBytes(method));
        WriteMessage(buffer, request, known);
        return SHA256.HashData(buffer.WrittenSpan);
    }

    /// <summary>What is hashed of a message. For one that is large and part of many requests.</summary>
    public static KnownForm FormOf(IMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        WriteMessage(buffer, message, null);
        return new KnownForm(message, buffer.WrittenMemory);
    }

    private static void WriteMessage(ArrayBufferWriter<byte> buffer, IMessage message, KnownForm? known)
    {
        if (known is not null && ReferenceEquals(message, known.Message))
        {
            buffer.Write(known.Bytes.Span);
            return;
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.Name is RequestIdField or NotAfterField || !IsSet(field, message))
                continue;
            var value = field.Accessor.GetValue(message);
            if (value is IMessage inner && IsOnlyNotAfter(inner))
                continue;
            WriteInt(buffer, field.FieldNumber);
            if (field.IsRepeated)
                WriteList(buffer, field, (IList)value, known);
            else
                WriteValue(buffer, field, value, known);
        }
    }

    /// <summary>Whether a message could carry a <c>not_after</c> and carries nothing else: then it is as if it was not
    /// there.</summary>
    private static bool IsOnlyNotAfter(IMessage message) =>
        message.Descriptor.FindFieldByName(NotAfterField) is not null
        && message.Descriptor.Fields.InFieldNumberOrder().All(f => f.Name == NotAfterField || !IsSet(f, message));

    private static bool IsSet(FieldDescriptor field, IMessage message)
    {
        if (field.HasPresence)
            return field.Accessor.HasValue(message);
        return field.Accessor.GetValue(message) switch
        {
            string s => s.Length > 0,
            long n => n != 0,
            int n => n != 0,
            bool b => b,
            ByteString b => b.Length > 0,
            ICollection list => list.Count > 0,
            Enum e => Convert.ToInt32(e, null) != 0,
            var other =>
            throw new NotSupportedException($"{field.FullName}: {other?.GetType().Name} has no canonical form yet."),
        };
    }

    private static void WriteList(
        ArrayBufferWriter<byte> buffer, FieldDescriptor field, IList list, KnownForm? known)
    {
        if (field.IsMap)
            throw new NotSupportedException($"{field.FullName}: maps have no canonical form yet.");
        WriteInt(buffer, list.Count);
        foreach (var item in list)
            WriteValue(buffer, field, item!, known);
    }

    private static void WriteValue(
        ArrayBufferWriter<byte> buffer, FieldDescriptor field, object value, KnownForm? known)
    {
        switch (value)
        {
            case string s: WriteBytes(buffer, Encoding.UTF8.GetBytes(s)); break;
            case long n: WriteLong(buffer, n); break;
            case int n: WriteLong(buffer, n); break;
            case bool b: WriteLong(buffer, b ? 1 : 0); break;
            case Enum e: WriteLong(buffer, Convert.ToInt64(e, null)); break;
            case ByteString b: WriteBytes(buffer, b.Span); break;
            case IMessage m:
                var nested = new ArrayBufferWriter<byte>(64);
                WriteMessage(nested, m, known);
                WriteBytes(buffer, nested.WrittenSpan);
                break;
            default:
                throw new NotSupportedException(
                $"{field.FullName}: {value.GetType().Name} has no canonical form yet.");
        }
    }

    private static void WriteBytes(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> bytes)
    {
        WriteInt(buffer, bytes.Length);
        bytes.CopyTo(buffer.GetSpan(bytes.Length));
        buffer.Advance(bytes.Length);
    }

    private static void WriteInt(ArrayBufferWriter<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    private static void WriteLong(ArrayBufferWriter<byte> buffer, long value)
    {
        WriteInt(buffer, 8);
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }
}
