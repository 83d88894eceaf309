namespace Federation.Ledger;

/// <summary>The statements for one table on one database, made once.</summary>
/// <param name="Select">The rows of which the first part of the key is given.</param>
/// <param name="Find">The rows that are named.</param>
/// <param name="InsertNew">Inserts what is named as no other row is.</param>
internal sealed record TableSql(
    string Select, string Find, string Insert, string InsertNew, string Update, string Upsert, string Delete)
{
    public string this[RowWrite write] => write switch
    {
        RowWrite.Insert => Insert,
        RowWrite.Update => Update,
        RowWrite.Upsert => Upsert,
        _ => Delete,
    };
}
