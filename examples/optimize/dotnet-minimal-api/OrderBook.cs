public record NewOrder(string Item, decimal Price);

public record Order(int Id, string Item, decimal Price);

/// <summary>The orders since the start; a restart forgets them.</summary>
public class OrderBook
{
    private readonly List<Order> orders = [new(1, "Tea pot", 24.5m)];

    public IReadOnlyList<Order> All()
    {
        lock (orders)
        {
            return orders.ToArray();
        }
    }

    public Order Add(NewOrder wanted)
    {
        lock (orders)
        {
            var order = new Order(orders.Count + 1, wanted.Item, wanted.Price);
            orders.Add(order);
            return order;
        }
    }
}
