namespace Federation.Rules;

/// <summary>What a member would have got more.</summary>
internal sealed class MemberGain
{
    public long Orders { get; set; }

    /// <summary>In settlement units; negative: less.</summary>
    public Int128 Gain { get; set; }
}
