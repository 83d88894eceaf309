namespace Federation.Ledger;

/// <summary>A table as statements need it.</summary>
internal interface ITable
{
    string Name { get; }

    IReadOnlyList<Column> Columns { get; }
}
