namespace Federation.Design;

/// <summary>A place in a picture, in tenths of a pixel; or a way, in ten thousandths of its length. Integers
/// alone.</summary>
internal readonly record struct Spot(int X, int Y)
{
    private const int One = 10_000;

    public static Spot Between(Spot a, Spot b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    /// <summary>A place on an ellipse.</summary>
    /// <param name="centre">Its middle.</param>
    /// <param name="radius">Its half widths.</param>
    /// <param name="angle">From the right on, clockwise, in tenths of a degree.</param>
    public static Spot On(Spot centre, Spot radius, int angle) => new(
        centre.X + (int)((long)radius.X * Sine(angle + 900) / One),
        centre.Y + (int)((long)radius.Y * Sine(angle) / One));

    public int Distance(Spot other)
    {
        var (x, y) = ((long)other.X - X, (long)other.Y - Y);
        return Root((x * x) + (y * y));
    }

    /// <summary>The way to another place.</summary>
    public Spot Toward(Spot other)
    {
        var far = Math.Max(Distance(other), 1);
        return new((int)((long)(other.X - X) * One / far), (int)((long)(other.Y - Y) * One / far));
    }

    /// <summary>As a way: a quarter turn to the right of it.</summary>
    public Spot Aside() => new(-Y, X);

    public Spot Along(Spot way, int far) =>
        new(X + (int)((long)way.X * far / One), Y + (int)((long)way.Y * far / One));

    public override string ToString() => $"{Svg.Px(X)} {Svg.Px(Y)}";

    // Bhaskara's formula: never more than two thousandths off, which nobody sees in where a node stands.
    private static int Sine(int angle)
    {
        var turn = ((angle % 3600) + 3600) % 3600;
        long half = turn % 1800;
        var size = (int)(4 * half * (1800 - half) * One / (4_050_000 - (half * (1800 - half))));
        return turn < 1800 ? size : -size;
    }

    // Newton's way to the square root, rounded down.
    private static int Root(long square)
    {
        if (square < 2)
            return (int)square;
        var root = square;
        for (var next = (root + 1) / 2; next < root; next = (root + (square / root)) / 2)
            root = next;
        return (int)root;
    }
}
