namespace Federation.Rules;

/// <summary>One unit of the goods of a line.</summary>
/// <param name="Line">The line's place, from 0.</param>
/// <param name="Number">Its number within the line, from 0.</param>
/// <param name="Price">What is to be paid for it.</param>
internal readonly record struct UnitOfGoods(int Line, int Number, long Price)
{
    /// <summary>The cheapest first; of equal ones the lower line, then the lower number.</summary>
    public static int CheapestFirst(UnitOfGoods a, UnitOfGoods b) =>
        a.Price != b.Price ? a.Price.CompareTo(b.Price) : InOrder(a, b);

    /// <summary>The dearest first; of equal ones the lower line, then the lower number.</summary>
    public static int DearestFirst(UnitOfGoods a, UnitOfGoods b) =>
        a.Price != b.Price ? b.Price.CompareTo(a.Price) : InOrder(a, b);

    private static int InOrder(UnitOfGoods a, UnitOfGoods b) =>
        a.Line != b.Line ? a.Line.CompareTo(b.Line) : a.Number.CompareTo(b.Number);
}
