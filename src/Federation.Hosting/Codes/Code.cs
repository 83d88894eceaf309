using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Hosting;

/// <summary>80 bits, as 16 characters of Crockford's base 32, which has no letter that is read as another.</summary>
public sealed record Code
{
    public const int Bytes = 10;
    private const int Length = 16;
    private const int GroupLength = 4;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>16 characters of <see cref="Alphabet"/>, without dashes.</summary>
    private readonly string characters;

    private Code(string characters)
    {
        this.characters = characters;
        Hash = SHA256.HashData(Encoding.ASCII.GetBytes(characters));
    }

    /// <summary>What is kept of it: SHA-256, 32 bytes. 80 random bits need no slower hash.</summary>
    public byte[] Hash { get; }

    /// <param name="bytes">80 bits.</param>
    public static Code Of(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Bytes);
        Span<char> characters = stackalloc char[Length];
        var rest = BinaryPrimitives.ReadUInt128BigEndian([0, 0, 0, 0, 0, 0, .. bytes]);
        for (var i = Length - 1; i >= 0; i--, rest >>= 5)
            characters[i] = Alphabet[(int)(rest & 31)];
        return new Code(new string(characters));
    }

    /// <summary>The code that a request asks for: a retry gets the same one, though nothing but its hash is kept, and
    /// nobody else can foresee it.</summary>
    /// <param name="key">A key of the alliance's for this kind of code.</param>
    /// <param name="principal">Who asks.</param>
    /// <param name="requestId">Under which id.</param>
    /// <param name="number">Which of the codes that the request asks for.</param>
    public static Code Derived(byte[] key, Principal principal, Guid requestId, int number = 0)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(requestId.ToByteArray(bigEndian: true));
        mac.AppendData(Encoding.UTF8.GetBytes(principal.Name));
        if (number > 0)
            mac.AppendData(BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(number)));
        return Of(mac.GetHashAndReset().AsSpan(0, Bytes));
    }

    /// <summary>Reads what somebody typed: case and dashes do not matter, O is 0, I and L are 1.</summary>
    public static bool TryRead(string typed, [NotNullWhen(true)] out Code? code)
    {
        code = null;
        Span<char> characters = stackalloc char[Length];
        var count = 0;
        foreach (var c in typed)
        {
            if (c == '-')
                continue;
            var read = Canonical(c);
            if (count == Length || !Alphabet.Contains(read, StringComparison.Ordinal))
                return false;
            characters[count++] = read;
        }
        if (count < Length)
            return false;
        code = new Code(new string(characters));
        return true;
    }

    /// <summary>As people read it: <c>XXXX-XXXX-XXXX-XXXX</c>.</summary>
    public override string ToString() =>
        string.Join('-', characters.Chunk(GroupLength).Select(group => new string(group)));

    public bool Equals(Code? other) => characters == other?.characters;

    public override int GetHashCode() => characters.GetHashCode(StringComparison.Ordinal);

    private static char Canonical(char c) => char.ToUpperInvariant(c) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var other => other,
    };
}
