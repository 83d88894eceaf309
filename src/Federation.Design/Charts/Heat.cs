namespace Federation.Design;

/// <summary>Steps of lightness for heat tables and matrices: one hue, darker for more.</summary>
public static class Heat
{
    /// <summary>The darkest step.</summary>
    public const int Steps = 6;

    /// <summary>0 for nothing, then 1 to 6 in equal parts of the largest value.</summary>
    public static int Of(long value, long largest) => value <= 0 || largest <= 0
        ? 0
        : 1 + (int)(((Int128)Math.Min(value, largest) - 1) * Steps / largest);
}
