// Counts the articles that have reached the server after their editor was left: a list that was read before looks again.
class Arrivals {
  count = $state(0);
}

export const arrivals = new Arrivals();
