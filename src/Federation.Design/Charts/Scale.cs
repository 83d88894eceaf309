namespace Federation.Design;

/// <summary>Places values between two ends, in tenths of a pixel; and says where its marks are. Integers
/// alone.</summary>
/// <param name="Least">The value at the lower end.</param>
/// <param name="Most">The value at the upper end.</param>
/// <param name="Bottom">Where the lower end is.</param>
/// <param name="Top">Where the upper end is.</param>
internal sealed record Scale(long Least, long Most, int Bottom, int Top)
{
    public int Of(long value) => Most == Least
        ? Bottom
        : Bottom + (int)(((Int128)value - Least) * (Top - Bottom) / ((Int128)Most - Least));

    /// <summary>Round values: 1, 2 or 5 times a power of ten apart, at most as many as asked for.</summary>
    public IReadOnlyList<long> Marks(int most)
    {
        var range = (Int128)Most - Least;
        if (range == 0)
            return [Least];
        Int128 step = 1;
        for (var i = 0; range / step >= most; i++)
            step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        var marks = new List<long>();
        for (var mark = Int128.DivRem(Least, step).Quotient * step; mark <= Most; mark += step)
            if (mark >= Least)
                marks.Add((long)mark);
        return marks;
    }
}
