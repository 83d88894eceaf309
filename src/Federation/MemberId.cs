using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Federation;

/// <summary>
/// A member's internal id: 16 bytes, of which the first eight are the moment of registration and chance, and the last eight
/// a code over them under the alliance's key. So ids grow with time, and one that the alliance did not make is told without
/// asking anyone. Only modules see it: every partner sees its own pairwise name instead (<see cref="MemberNames"/>).
/// </summary>
public readonly record struct MemberId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}
