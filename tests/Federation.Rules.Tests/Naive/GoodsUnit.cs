using System.Numerics;

namespace Federation.Rules.Tests;

/// <summary>A unit of goods: the k-th of its line, from 0, and what is to be paid for it.</summary>
internal sealed record GoodsUnit(Line Line, int K, BigInteger Price)
{
    public (int Line, int K) Id => (Line.Number, K);
}
